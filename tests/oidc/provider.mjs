// A real identity provider for the tests of signing in: node-oidc-provider.
//
//     node provider.mjs MODULES PORT PORTAL
//
// It prints its port, and ends when its standard input is closed. A line of its input, {"login": …, "claims": {…}}, says
// what it knows of somebody, and is answered with a line. Whoever signs in needs no password, and is not asked for consent.
// Each start has keys of its own.

import { generateKeyPairSync, randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { createInterface } from "node:readline";

const [modules, port, portal] = process.argv.slice(2);
// What it says about development goes to nobody.
console.info = console.warn = () => {};
const { default: Provider } = await import(`${modules}/oidc-provider/lib/index.js`);

const people = new Map();
const key = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" });

const server = createServer();
server.listen(Number(port), "127.0.0.1", () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{
      client_id: "trips",
      client_secret: "a secret: with % and +",
      redirect_uris: [`${portal}/login/oidc/callback`],
      post_logout_redirect_uris: [`${portal}/login`],
    }],
    jwks: { keys: [{ ...key, kid: randomUUID(), use: "sig", alg: "RS256" }] },
    claims: {
      openid: ["sub"],
      email: ["email", "email_verified"],
      profile: ["preferred_username", "given_name", "family_name", "locale", "zoneinfo", "realm_access"],
    },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...people.get(id) }) }),
    loadExistingGrant: async context => {
      const { client, session } = context.oidc;
      const grant = new context.oidc.provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope("openid profile email");
      await grant.save();
      return grant;
    },
    cookies: { keys: [randomUUID()] },
  });
  server.on("request", provider.callback());
  tell(server.address().port);
});

createInterface({ input: process.stdin })
  .on("line", line => {
    const { login, claims } = JSON.parse(line);
    people.set(login, claims);
    tell(login);
  })
  .on("close", () => process.exit());

function tell(what) {
  process.stdout.write(`${JSON.stringify(what)}\n`);
}
