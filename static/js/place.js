// Chooses the country of a suggested city, unless a country is chosen already.

const place = document.getElementById("destination_place");
const country = document.getElementById("destination_country");

place?.addEventListener("change", () => {
  const city = [...(place.list?.options ?? [])].find(option => option.value === place.value);
  if (city && country?.value === "") country.value = city.dataset.country;
});
