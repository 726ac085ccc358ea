// Who may do what: the staff with their roles, the keys of programs, and who is signed in.
import { Tabs } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { PageHead } from "@/ui/PageHead";
import { useListState } from "@/ui/list_state";
import { Keys } from "./Keys";
import { Sessions } from "./Sessions";
import { Staff } from "./Staff";

export default function Access() {
  const { t } = useTranslation();
  const state = useListState("-created_at");
  return (
    <>
      <PageHead title={t("page.staff")} />
      <Tabs value={state.filter("tab") || "staff"} onChange={(tab) => state.set({ tab: tab === "staff" ? "" : tab ?? "" })} keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="staff">{t("access.staff")}</Tabs.Tab>
          <Tabs.Tab value="keys">{t("access.keys")}</Tabs.Tab>
          <Tabs.Tab value="sessions">{t("access.sessions")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="staff"><Staff /></Tabs.Panel>
        <Tabs.Panel value="keys"><Keys state={state} /></Tabs.Panel>
        <Tabs.Panel value="sessions"><Sessions state={state} /></Tabs.Panel>
      </Tabs>
    </>
  );
}
