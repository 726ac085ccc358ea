// A list inside a card: a few of its rows, and more on a press.
import { Box, Button, Skeleton, Stack, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ListQuery } from "@/api/lists";
import type { Part } from "@/api/rows";
import { Failed } from "./Failed";

interface Props<R extends { id: number }> {
  name: string; // of the query's cache
  query: ListQuery;
  load: (query: ListQuery) => Promise<Part<R>>;
  row: (row: R) => ReactNode;
  emptyText: string;
}

const PART_ROWS = 20;

export function MoreList<R extends { id: number }>({ name, query, load, row, emptyText }: Props<R>) {
  const { t } = useTranslation();
  const list = useInfiniteQuery({
    queryKey: [name, "more", query],
    queryFn: ({ pageParam }) => load({ ...query, per_page: PART_ROWS, ...(pageParam ? { after: pageParam } : {}) }),
    initialPageParam: "",
    getNextPageParam: (part) => part.next,
  });
  const rows = list.data?.pages.flatMap((part) => part.items);
  if (list.error) return <Failed error={list.error} onRetry={() => void list.refetch()} />;
  if (!rows) return <Stack gap="xs" aria-hidden>{[1, 2, 3].map((line) => <Skeleton key={line} h={40} />)}</Stack>;
  if (rows.length === 0) return <Text c="dimmed" size="sm" py="md">{emptyText}</Text>;
  return (
    <Stack gap={0} align="stretch">
      {rows.map((item, index) => (
        <Box key={item.id} py={8} style={{ borderTop: index ? "1px solid var(--mantine-color-default-border)" : 0 }}>{row(item)}</Box>
      ))}
      {list.hasNextPage && (
        <Button mt="xs" variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t("list.more")}
        </Button>
      )}
    </Stack>
  );
}
