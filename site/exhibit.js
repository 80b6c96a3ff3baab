// Before anything is painted: an address that asks for one figure alone, ?exhibit=states, shows nothing else.
{
  const asked = new URLSearchParams(location.search).get("exhibit");
  const known = "{{exhibits}}".split(" ").includes(asked); // from curlicue_page/walls.py
  if (known) document.documentElement.dataset.exhibit = asked;
}
