// Everything that the shop knows of one deposit.
import { Button, Skeleton, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { answered, api } from "@/api/client";
import { useActorText } from "@/format/actor";
import { useFormat } from "@/format/format";
import { Dialog } from "@/ui/Dialog";
import { Facts } from "@/ui/Facts";
import { Failed } from "@/ui/Failed";
import { CustomerLink } from "@/ui/links";
import { Status } from "./Status";
import { isManual, reasonText, type Deposit } from "./deposit";

function AllFacts({ deposit }: { deposit: Deposit }) {
  const { t } = useTranslation();
  const format = useFormat();
  const actor = useActorText();
  const moment = (time: string | undefined) => time && format.moment(time);
  return (
    <Facts facts={[
      [t("column.state"), <Status key="status" status={deposit.status} />],
      [t("deposits.amount"), format.money(deposit.amount)],
      [t("deposits.method"), t(`method.${deposit.method}`)],
      [t("column.customer"), <CustomerLink key="customer" id={deposit.user_id} />],
      [t("deposits.reference"), deposit.reference],
      [t("column.when"), format.moment(deposit.created_at)],
      [t("deposits.submitted"), moment(deposit.submitted_at)],
      [t("deposits.completed"), moment(deposit.completed_at)],
      [t("deposits.decided"), deposit.decided_as && actor(deposit.decided_as)],
      [t("deposits.reason"), reasonText(deposit.reason, t)],
      [t("deposits.stars"), deposit.stars ? format.count(deposit.stars) : ""],
      [t("deposits.satoshi"), deposit.amount_sat ? format.count(deposit.amount_sat) : ""],
      [t("deposits.rate"), deposit.rate && `${format.money(deposit.rate)} · ${deposit.rate_source}`],
      [t("deposits.transaction"), deposit.tx_hash],
      [t("deposits.block"), deposit.block_height && format.count(deposit.block_height)],
      [t("deposits.confirmations"), deposit.confirmations_needed || ""],
    ]} />
  );
}

export function DepositDialog({ id, onClose }: { id: number; onClose: () => void }) {
  const { t } = useTranslation();
  const loaded = useQuery({
    queryKey: ["deposits", id],
    queryFn: async () => answered(await api.GET("/api/deposits/{id}", { params: { path: { id } } })),
  });
  const deposit = loaded.data;
  return (
    <Dialog title={t("deposits.one", { id })} onClose={onClose}>
      <Stack>
        <Failed error={loaded.error} onRetry={() => void loaded.refetch()} />
        {loaded.isPending && <Skeleton h={240} />}
        {deposit && <AllFacts deposit={deposit} />}
        {deposit?.status === "pending" && isManual(deposit) && (
          <Button component={Link} href={`/deposits/review?id=${id}`}>{t("review.this")}</Button>
        )}
      </Stack>
    </Dialog>
  );
}
