import { Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Customer } from "@/api/lists";
import { cents } from "@/format/amount";
import { useFormat } from "@/format/format";
import { Facts } from "@/ui/Facts";
import { NamedCustomerLink } from "@/pages/people/NamedCustomerLink";

function Balance({ amount }: { amount: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Group gap="xs" align="baseline">
      <Text span fz={28} fw={700}>{format.money(amount)}</Text>
      <Text span size="sm" c="dimmed">{t("column.balance")}</Text>
    </Group>
  );
}

export function CustomerFacts({ customer }: { customer: Customer }) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const languages = new Intl.DisplayNames(i18n.language, { type: "language" });
  const hasEarned = cents(customer.referral_earnings) !== 0n;
  return (
    <>
      <Balance amount={customer.balance} />
      <Facts facts={[
        [t("customer.ban_reason"), customer.is_banned ? customer.ban_reason : undefined],
        [t("customer.id"), String(customer.id)],
        [t("customer.language"), customer.language && languages.of(customer.language)],
        [t("column.since"), format.moment(customer.created_at)],
        [t("column.last_seen"), format.moment(customer.last_seen_at)],
        [t("customer.terms"), customer.terms_accepted_at && format.moment(customer.terms_accepted_at)],
        [t("customer.referrer"), customer.referrer_id && <NamedCustomerLink id={customer.referrer_id} />],
        [t("customer.referral_code"), customer.referral_code],
        [t("customer.referral_earnings"), hasEarned ? format.money(customer.referral_earnings) : undefined],
      ]} />
    </>
  );
}
