// Writes test results in the XML format of GoogleTest.

const escape = (text) =>
  text.replace(/[&<>"\n]/g, (character) => `&#${character.codePointAt(0)};`);

// `name`: of the suites together; `cases`: [{suite, name, failures: [text]}].
export function xmlOf(name, cases) {
  const failed = cases.filter((one) => one.failures.length > 0).length;
  const lines = cases.map(({ suite, name: what, failures }) => {
    const head = `<testcase name="${escape(what)}" classname="${escape(suite)}"`;
    if (failures.length === 0) return `    ${head} />`;
    return `    ${head}><failure message="${escape(failures.join("\n"))}" /></testcase>`;
  });
  const counts = `tests="${cases.length}" failures="${failed}" errors="0"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${counts}>`,
    `  <testsuite name="${escape(name)}" ${counts}>`,
    ...lines,
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}

export function printed({ suite, name, failures }) {
  return [`${suite}.${name}`, ...failures.map((failure) => `  ${failure}`)].join("\n");
}
