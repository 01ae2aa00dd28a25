import { refusalOf } from '../../test/refusal.js';
import { mongoUrl, withoutDatabase } from './mongo-url.js';

describe('the connection string for one database', () => {
  it.each([
    ['mongodb://127.0.0.1:27017', 'mongodb://127.0.0.1:27017/dossiers'],
    ['mongodb://127.0.0.1:27017/', 'mongodb://127.0.0.1:27017/dossiers'],
    ['mongodb://127.0.0.1:27017/test', 'mongodb://127.0.0.1:27017/dossiers'],
    ['mongodb://127.0.0.1:27017/?directConnection=true', 'mongodb://127.0.0.1:27017/dossiers?directConnection=true'],
    ['mongodb://127.0.0.1:27017?directConnection=true', 'mongodb://127.0.0.1:27017/dossiers?directConnection=true'],
    ['mongodb://a:1,b:2/x?replicaSet=rs0&w=1', 'mongodb://a:1,b:2/dossiers?replicaSet=rs0&w=1'],
    ['mongodb+srv://cluster.example/x', 'mongodb+srv://cluster.example/dossiers'],
  ])('of %s keeps hosts and parameters', (given, expected) => {
    expect(mongoUrl(given, 'dossiers')).toBe(expected);
  });

  it.each([
    ['mongodb://u:p@h:1', 'mongodb://u:p@h:1/dossiers?authSource=admin'],
    ['mongodb://u:p@h:1/users', 'mongodb://u:p@h:1/dossiers?authSource=users'],
    ['mongodb://u:p@h:1/users?authSource=own', 'mongodb://u:p@h:1/dossiers?authSource=own'],
    ['mongodb://h:1/?authMechanism=MONGODB-X509', 'mongodb://h:1/dossiers?authMechanism=MONGODB-X509'],
  ])('of %s looks the user up where it was looked up before', (given, expected) => {
    expect(mongoUrl(given, 'dossiers')).toBe(expected);
  });

  it('comes out the same when the database was taken away before', () => {
    const given = 'mongodb://u:p@h:1/users?replicaSet=rs0';
    expect(mongoUrl(withoutDatabase(given), 'dossiers')).toBe(mongoUrl(given, 'dossiers'));
  });

  it.each(['', '127.0.0.1:27017', 'http://127.0.0.1', 'mongodb://', 'mongodb:///x'])('refuses %p', (given) => {
    expect(refusalOf(() => mongoUrl(given, 'dossiers')).code).toBe('MONGODB_URL_INVALID');
  });

  it('shows no password when it refuses', () => {
    expect(refusalOf(() => mongoUrl('mongo://admin:secret@h', 'dossiers')).message).not.toContain('secret');
  });
});
