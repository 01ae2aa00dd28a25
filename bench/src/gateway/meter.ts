/** Loaded into every process that is measured: says over its channel what it has used so far. */
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ cpuMs: (user + system) / 1_000, residentMiB: process.memoryUsage.rss() / 2 ** 20 });
});
// Whoever measured is gone: nobody else would end this.
process.once('disconnect', () => process.exit());
process.channel?.unref();
