// Before anything is painted: an address that asks for one figure alone, ?exhibit=states, shows nothing else.
{
  const asked = new URLSearchParams(location.search).get("exhibit");
  if ({{exhibits}}.includes(asked)) document.documentElement.dataset.exhibit = asked; // from builder/exhibits.py
}
