// A table of one of the API's lists: paged, sorted and filtered by the server.
import "./table_styles";
import { Stack } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { DataTable, type DataTableColumn } from "mantine-datatable";
import { useTranslation } from "react-i18next";
import type { ListQuery } from "@/api/lists";
import type { Part } from "@/api/rows";
import { Failed } from "./Failed";
import { PAGE_SIZES, type ListState } from "./list_state";

export type { ListQuery };

// Of the query's cache.
export type ListName = string | (string | number)[];

export interface ListTableProps<R extends { id: number }> {
  name: ListName;
  state: ListState;
  load: (query: ListQuery) => Promise<Part<R>>;
  columns: DataTableColumn<R>[];
  emptyText: string;
  onOpen?: (row: R) => void;
  selected?: R[];
  onSelect?: (rows: R[]) => void;
}

export function listQuery(state: ListState): ListQuery {
  return { page: state.page, per_page: state.perPage, sort: state.sort, ...state.filters };
}

// The filters that an API's list takes, without what else stands in the address.
export function narrowed(query: ListQuery, filters: readonly string[]): ListQuery {
  const own = ["page", "per_page", "sort", ...filters];
  return Object.fromEntries(Object.entries(query).filter(([name]) => own.includes(name)));
}

export function useList<R>(name: ListName, state: ListState, load: (query: ListQuery) => Promise<Part<R>>) {
  const query = listQuery(state);
  return useQuery({ queryKey: [name, query].flat(), queryFn: () => load(query), placeholderData: keepPreviousData });
}

export function ListTable<R extends { id: number }>(props: ListTableProps<R>) {
  const { t } = useTranslation();
  const { state } = props;
  const list = useList(props.name, state, props.load);
  const selection = props.onSelect
    ? { selectedRecords: props.selected ?? [], onSelectedRecordsChange: props.onSelect,
        allRecordsSelectionCheckboxProps: { "aria-label": t("list.select_page") },
        getRecordSelectionCheckboxProps: (row: R) => ({ "aria-label": t("list.select_row", { id: row.id }) }) }
    : {};
  return (
    <Stack gap="sm">
      <Failed error={list.error} onRetry={() => void list.refetch()} />
      <DataTable<R>
        withTableBorder borderRadius="md" highlightOnHover minHeight={220} verticalSpacing="xs"
        records={list.data?.items ?? []} columns={props.columns} fetching={list.isFetching && !list.data}
        noRecordsText={list.isPending ? "" : props.emptyText}
        page={state.page} onPageChange={(page) => state.set({ page })}
        totalRecords={list.data?.total ?? 0}
        recordsPerPage={state.perPage} recordsPerPageOptions={PAGE_SIZES}
        onRecordsPerPageChange={(per_page) => state.set({ per_page })}
        recordsPerPageLabel={t("list.per_page")}
        paginationText={({ from, to, totalRecords }) => t("list.range", { from, to, total: totalRecords })}
        sortStatus={{ columnAccessor: state.sort.replace(/^-/, ""), direction: state.sort.startsWith("-") ? "desc" : "asc" }}
        onSortStatusChange={({ columnAccessor, direction }) =>
          state.set({ sort: `${direction === "desc" ? "-" : ""}${String(columnAccessor)}` })}
        {...(props.onOpen ? { onRowClick: ({ record }: { record: R }) => props.onOpen?.(record) } : {})}
        {...selection}
      />
    </Stack>
  );
}
