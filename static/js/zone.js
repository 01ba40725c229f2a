// Chooses the visitor's own time zone in the form for a new trip, where the server can only guess UTC.

const select = document.querySelector("form[data-guess-zone] #time_zone");

if (select) {
  const mine = Intl.DateTimeFormat().resolvedOptions().timeZone;
  // Browsers may still say Asia/Calcutta where the list says Asia/Kolkata; asked for either, they answer with one name.
  const nameHere = zone => {
    try {
      return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone;
    } catch {
      return zone;
    }
  };
  const options = [...select.options];
  const option = options.find(({ value }) => value === mine) ?? options.find(({ value }) => nameHere(value) === mine);
  if (option) option.selected = true;
}
