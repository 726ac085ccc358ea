// Which column of the file is which, beside the first rows of the file.
import { ScrollArea, Select, SimpleGrid, Table } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { COLUMNS, REQUIRED, type Column, type Matching } from "./columns";
import type { Preview } from "./convert";

interface Props {
  preview: Preview;
  matching: Matching;
  onChange: (matching: Matching) => void;
}

function withColumn(matching: Matching, column: Column, place: string | null): Matching {
  const { [column]: _, ...others } = matching;
  return place === null ? others : { ...others, [column]: Number(place) };
}

export function MatchColumns({ preview, matching, onChange }: Props) {
  const { t } = useTranslation();
  const places = preview.headers.map((header, place) => ({ value: String(place), label: header || `#${place + 1}` }));
  return (
    <>
      <SimpleGrid cols={{ base: 2, sm: 3, md: 4 }} spacing="xs">
        {COLUMNS.map((column) => (
          <Select key={column} size="xs" label={t(`import.column_${column}`)} required={REQUIRED.includes(column)} clearable
            data={places} value={matching[column] === undefined ? null : String(matching[column])} placeholder={t("import.not_there")}
            onChange={(place) => onChange(withColumn(matching, column, place))} />
        ))}
      </SimpleGrid>
      <ScrollArea.Autosize mah={220} type="auto" offsetScrollbars tabIndex={0} aria-label={t("import.preview")}>
        <Table withTableBorder fz="xs" verticalSpacing={4}>
          <Table.Thead><Table.Tr>{preview.headers.map((header, place) => <Table.Th key={place}>{header}</Table.Th>)}</Table.Tr></Table.Thead>
          <Table.Tbody>
            {preview.rows.map((row, line) => (
              <Table.Tr key={line}>{row.map((text, place) => <Table.Td key={place} style={{ whiteSpace: "nowrap" }}>{text}</Table.Td>)}</Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollArea.Autosize>
    </>
  );
}
