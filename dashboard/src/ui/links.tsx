// Links from one page to what another shows.
import { useTranslation } from "react-i18next";
import { RowLink } from "./RowLink";

export function CustomerLink({ id, children }: { id: number; children?: string | undefined }) {
  return <RowLink href={`/customers?customer=${id}`}>{children ?? String(id)}</RowLink>;
}

export function OrderLink({ id }: { id: number }) {
  const { t } = useTranslation();
  return <RowLink href={`/orders?order=${id}`}>{t("link.order", { id })}</RowLink>;
}
