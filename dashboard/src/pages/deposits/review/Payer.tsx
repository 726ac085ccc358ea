// Who pays: their name, their balance, and what became of their earlier deposits.
import { Alert, Skeleton, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { answered, api } from "@/api/client";
import { useFormat } from "@/format/format";
import { Facts } from "@/ui/Facts";
import { Failed } from "@/ui/Failed";
import { CustomerLink } from "@/ui/links";
import type { Deposit } from "../deposit";

async function countOf(user_id: number, status: Deposit["status"]): Promise<number> {
  return answered(await api.GET("/api/deposits", { params: { query: { user_id, status, per_page: 1 } } })).total ?? 0;
}

async function load(id: number) {
  const [customer, credited, rejected] = await Promise.all([
    api.GET("/api/users/{id}", { params: { path: { id } } }).then(answered), countOf(id, "completed"), countOf(id, "rejected"),
  ]);
  return { customer, credited, rejected };
}

export function Payer({ deposit }: { deposit: Deposit }) {
  const { t } = useTranslation();
  const format = useFormat();
  const id = deposit.user_id;
  const payer = useQuery({ queryKey: ["users", id, "payer"], queryFn: () => load(id) });
  if (payer.isPending) return <Skeleton h={180} />;
  if (!payer.data) return <Failed error={payer.error} onRetry={() => void payer.refetch()} />;
  const { customer, credited, rejected } = payer.data;
  return (
    <Stack gap="sm">
      <Text fw={600}>{customer.first_name}</Text>
      {customer.is_banned && <Alert color="red" p="sm"><Text size="sm">{t("review.banned")}</Text></Alert>}
      <Facts facts={[
        [t("column.customer"), <CustomerLink key="link" id={id} />],
        [t("review.username"), customer.username && `@${customer.username}`],
        [t("column.balance"), format.money(customer.balance)],
        [t("review.credited"), format.count(credited)],
        [t("review.rejected_before"), format.count(rejected)],
        [t("column.since"), format.moment(customer.created_at)],
        [t("review.requested"), format.moment(deposit.created_at)],
        [t("column.id"), deposit.id],
      ]} />
    </Stack>
  );
}
