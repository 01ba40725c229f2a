// Chooses the visitor's own time zone in a form where the server can only guess UTC: in the list of one for a new trip, in
// silence in the one for a new account.

const mine = Intl.DateTimeFormat().resolvedOptions().timeZone;
const field = document.querySelector("form[data-guess-zone] #time_zone");
const select = field?.options && field;

if (field && !select) field.value = mine;

if (select) {
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
