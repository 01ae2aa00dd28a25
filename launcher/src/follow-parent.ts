// Loaded before a part's own code: a part whose launcher was killed has lost its channel, and ends as if asked to.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
