// Before anything is painted: an address that asks for one figure alone, ?exhibit=states, shows nothing else.
{
  const asked = new URLSearchParams(location.search).get("exhibit");
  const sections = {{exhibits}}; // from builder/exhibits.py
  if (Object.keys(sections).includes(asked)) Object.assign(document.documentElement.dataset, { exhibit: asked, alone: sections[asked] });
}
