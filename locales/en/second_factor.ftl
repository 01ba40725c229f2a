# The second factor, and the second step of signing in.

## The second step of signing in

code-title = Enter your code
code-lead = Your account asks for a code besides the password. Open your authenticator app.
code-label = Code from your app
code-hint = Six digits; the app shows new ones every 30 seconds
code-use-recovery = Use a recovery code
code-use-app = Use a code from the app
recovery-code-lead = Without your app, use one of the recovery codes you kept. Each works once.
recovery-code-label = Recovery code
recovery-code-hint = Such as 4h2k-9m0x-7rtd-w3ze-8c5n-q1vb
error-code-empty = Enter the code
error-code-wrong = This code does not match. Wait for the next one in your app and enter that
error-recovery-code-wrong = This is none of your unused recovery codes. Check it, or use another one
flash-sign-in-again = That took too long, or the code was wrong too often. Sign in again.

## The page

second-factor-title = Two-step sign-in
second-factor-lead = With a second step, your password alone opens nothing: signing in also takes a code from an app on your phone.
second-factor-required = Your organisation asks for a second step. Set it up now; everything else opens after that.
second-factor-what = Any authenticator app will do, such as Google Authenticator, Microsoft Authenticator, Aegis or your password manager.
second-factor-set-up = Set up
second-factor-setting-up = Two steps, and you are done.
second-factor-step-scan = Scan this with your authenticator app
second-factor-qr = QR code for your authenticator app. The key below says the same.
second-factor-open-app = Open an app on this device instead
second-factor-type-seed = If you cannot scan it, type this key into the app:
second-factor-step-code = Enter the code that the app shows
second-factor-turn-on = Turn on
second-factor-cancel = Do not set it up now
second-factor-on = On
second-factor-since = since { $when }
second-factor-on-lead = Signing in takes your password and a code from your app.
second-factor-turn-off-title = Turn it off
second-factor-turn-off-lead = From then on your password suffices.
second-factor-turn-off-required = Turn it off to move to another device. You will be asked to set it up again at once.
second-factor-turn-off = Turn off
proof-label = Your password, or a code from your app
error-proof-empty = Enter your password, or a code from your app
error-proof-wrong = This is neither your password nor the code your app shows now. Check it and try again
flash-second-factor-off = Two-step sign-in is off.
flash-second-factor-none = There was no second step to turn off.

## Recovery codes

recovery-codes-title = Recovery codes
recovery-codes-left = { $count ->
    [0] No recovery code is left. Make new ones, or you cannot sign in without your app.
    [one] One recovery code is left. Make new ones before it is used up.
   *[other] { $count } recovery codes are left. Each signs you in once if you do not have your app.
}
recovery-codes-renew = Make new recovery codes
recovery-codes-saved = Two-step sign-in is on, and these are your recovery codes.
recovery-codes-lead = Keep them now: they are not shown again.
recovery-codes-keep = If you lose your phone, each of them signs { $login } in once. Print this page, or put them where you keep your passwords. Earlier ones no longer work.
recovery-codes-copy = Copy codes
recovery-codes-go-on = I have kept them

## What stands in the way

error-code-needed-title = Code needed
error-code-needed-text = This account has a second factor. Send the code from the app as `code`
error-wrong-code-title = Wrong code
error-wrong-code-text = The code does not match, or was used before. Send the next one
error-second-factor-title = Set up two-step sign-in first
error-second-factor-text = Your organisation asks for a second step when signing in. Set it up, and this opens.
way-out-second-factor = Set it up

## Mails

mail-account-action = Go to your account
mail-second-factor-on-subject = Two-step sign-in is on
mail-second-factor-on-what = From now on, signing in to your account takes your password and a code from your app.
mail-second-factor-on-note = If it was not you, tell your administrator at once.
mail-second-factor-off-subject = Two-step sign-in is off
mail-second-factor-off-what = From now on your password alone signs you in. You, or an administrator, turned the second step off.
mail-second-factor-off-note = If you do not know why, choose a new password and tell your administrator at once.
mail-recovery-code-used-subject = A recovery code was used
mail-recovery-code-used-what = Somebody, most likely you, signed in to your account with a recovery code. It does not work again.
mail-recovery-code-used-note = If it was not you, choose a new password, make new recovery codes and tell your administrator at once.
mail-kind-second-factor-on = Second factor on
mail-kind-second-factor-off = Second factor off
mail-kind-recovery-code-used = Recovery code used
