import { Button, Stack } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlus, IconUpload } from "@/ui/icons";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, api } from "@/api/client";
import { ExportButton } from "@/ui/ExportButton";
import { ListTable, type ListQuery, useList } from "@/ui/ListTable";
import { PageHead } from "@/ui/PageHead";
import { useListState } from "@/ui/list_state";
import { AddDialog } from "./AddDialog";
import { BulkBar } from "./BulkBar";
import { EditDrawer } from "./EditDrawer";
import { Filters } from "./Filters";
import { ImportDialog } from "./import/ImportDialog";
import { useColumns } from "./columns";
import { type Selection, type Unit } from "./selection";

const load = async (query: ListQuery) =>
  answered(await api.GET("/api/products", { params: { query } }));

export default function Products() {
  const { t } = useTranslation();
  const state = useListState("-id");
  const columns = useColumns();
  const list = useList<Unit>("products", state, load);
  const [selection, setSelection] = useState<Selection>({ rows: [], isAllThatMatch: false });
  const [edited, setEdited] = useState<Unit>();
  const [isAdding, adding] = useDisclosure(false);
  const [isImporting, importing] = useDisclosure(false);
  const clear = () => setSelection({ rows: [], isAllThatMatch: false });
  return (
    <>
      <PageHead title={t("page.products")}>
        <ExportButton path="/api/products" name="products" query={{ ...state.filters, sort: state.sort }} />
        <Button variant="default" leftSection={<IconUpload size={16} />} onClick={importing.open}>{t("button.import")}</Button>
        <Button leftSection={<IconPlus size={16} />} onClick={adding.open}>{t("button.add")}</Button>
      </PageHead>
      <Stack gap="sm">
        <Filters state={state} />
        <BulkBar selection={selection} onSelection={setSelection} onDone={clear}
          filters={state.filters} matching={list.data?.total ?? 0} />
        <ListTable<Unit> name="products" state={state} load={load} columns={columns}
          emptyText={t("products.empty")} onOpen={setEdited}
          selected={selection.rows} onSelect={(rows) => setSelection({ rows, isAllThatMatch: false })} />
      </Stack>
      {isAdding && <AddDialog onClose={adding.close} />}
      {isImporting && <ImportDialog onClose={importing.close} />}
      <EditDrawer unit={edited} onClose={() => setEdited(undefined)} />
    </>
  );
}
