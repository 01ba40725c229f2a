# Signing in at an identity provider.

login-lead-provider = Use your organisation’s account, or the name and password of this portal.
login-lead-provider-only = This portal is signed in to with your organisation’s account. It has no passwords of its own.
login-with = Sign in with { $provider }
login-with-password = With a password
leaving-title = You are signed out here
leaving-lead = One more step signs you out at { $provider }, too.
leaving-go = Go on to { $provider }

error-sign-in-refused-title = Not signed in
error-oidc-state = This sign-in was finished already, took too long, or began in another browser. Sign in again.
error-oidc-denied = The sign-in was called off. Sign in again if that was not what you wanted.
error-oidc-provider = Your organisation’s sign-in did not let you through. Sign in again, and ask your administrator if that does not help.
error-oidc-token = What your organisation’s sign-in said could not be verified. Sign in again, and tell your administrator if it happens twice.
error-oidc-taken = Another person’s account has your email address. Ask an administrator to change it, then sign in again.
error-provider-title = Your organisation’s sign-in does not answer
error-provider-text = Nobody can be signed in through it at the moment. Wait a little and sign in again; if it lasts, tell your administrator.
error-passwords-closed-title = Passwords are not used here
error-passwords-closed-text = Everybody signs in with their organisation’s account, so there is no password to enter, to choose or to forget.

audited-identity-linked = Account linked with the organisation’s
audited-roles-mapped = Roles taken over from the organisation
audited-last-administrator-kept = Last administrator kept the role

setting-oidc-issuer = Identity provider (OpenID Connect) to sign in at, by the address it calls itself, such as https://login.example.com/realms/company; needs PUBLIC_URL
setting-oidc-client-id = Name of the portal at the identity provider
setting-oidc-client-secret = Secret of the portal at the identity provider; a public client has none
setting-oidc-scopes = What the identity provider is asked for
setting-oidc-roles-claim = Claim that roles are read from at every sign-in, or a path to it such as realm_access.roles
setting-oidc-roles = Which value of the claim gives which role, as trip-managers=ROLE_MANAGER,trip-admins=ROLE_ADMIN
setting-oidc-only = Whether the identity provider is the only way in: no passwords, no registering
setting-oidc-label = Name of the identity provider on the button; its host if not set
setting-oidc-ca-file = Certificates (PEM) that the identity provider's may be signed by, beside the usual authorities
