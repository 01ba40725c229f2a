# What stays readable without a connection.

offline-as-of = Offline: as of { $when }. Saving needs a connection.
offline-again = Try again
offline-unsent = There is no connection, so nothing has been sent. What you typed stays here: send it again once you are online.
offline-unanswered = The portal did not answer, so this may not have been saved. What you typed stays here: send it again in a moment.
offline-title = There is no connection
offline-lead = The portal cannot be reached, and this device has not kept the page you asked for.
offline-kept = Trips kept on this device
offline-device = On this device
offline-device-text = The last { $most } trips you opened stay readable here without a connection, until you sign out. Where others use this device, too, clear them.
offline-clear = Clear what is kept on this device
flash-kept-pages-cleared = Nothing is kept on this device any more
