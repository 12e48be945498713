async function load() {
  let data;
  fetch("/api/data").then(d => data = d);
  console.log(data);
}

load();
