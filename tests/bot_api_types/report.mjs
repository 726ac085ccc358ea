// The results in the form that GoogleTest gives to its own.

const escape = (text) =>
  text.replace(/[&<>"\n]/g, (character) => `&#${character.codePointAt(0)};`);

// `cases`: [{suite, name, failures: [text]}].
export function xmlOf(cases) {
  const failed = cases.filter((one) => one.failures.length > 0).length;
  const lines = cases.map(({ suite, name, failures }) => {
    const head = `<testcase name="${escape(name)}" classname="${escape(suite)}"`;
    if (failures.length === 0) return `    ${head} />`;
    return `    ${head}><failure message="${escape(failures.join("\n"))}" /></testcase>`;
  });
  const counts = `tests="${cases.length}" failures="${failed}" errors="0"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${counts}>`,
    `  <testsuite name="bot_api_types" ${counts}>`,
    ...lines,
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}

export function printed({ suite, name, failures }) {
  return [`${suite}.${name}`, ...failures.map((failure) => `  ${failure}`)].join("\n");
}
