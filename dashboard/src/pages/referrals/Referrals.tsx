import { Stack, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { hasRole, useShop } from "@/app/session";
import { PageHead } from "@/ui/PageHead";
import { Leaders } from "./Leaders";
import { Report } from "./Report";

export default function Referrals() {
  const { t } = useTranslation();
  const session = useShop();
  return (
    <>
      <PageHead title={t("page.referrals")} />
      <Stack gap="xl">
        {hasRole(session, "manager") && <Report />}
        <Stack gap="sm" component="section">
          <Title order={2} size="h4">{t("referrals.leaders")}</Title>
          <Leaders />
        </Stack>
      </Stack>
    </>
  );
}
