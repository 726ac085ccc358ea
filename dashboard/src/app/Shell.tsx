import { AppShell, Burger, Group, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Redirect, Route, Switch } from "wouter";
import { Mark } from "@/ui/Mark";
import { PageSkeleton } from "@/ui/PageSkeleton";
import { Navigation } from "./Navigation";
import { NotFound } from "./NotFound";
import { PaletteButton } from "./palette/PaletteButton";
import { pagesOf } from "./pages";
import { useShop } from "./session";

export function Shell() {
  const { t } = useTranslation();
  const own = pagesOf(useShop());
  const [isOpen, { toggle, close }] = useDisclosure(false);
  return (
    <AppShell header={{ height: 56 }} padding="md"
      navbar={{ width: 220, breakpoint: "sm", collapsed: { mobile: !isOpen } }}>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger opened={isOpen} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={t("menu.open")} />
            <Mark size={28} />
            <Text fw={700}>Kram</Text>
          </Group>
          <PaletteButton />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs"><Navigation onChosen={close} /></AppShell.Navbar>
      <AppShell.Main>
        <Suspense fallback={<PageSkeleton />}>
          <Switch>
            {own.map((page) => <Route key={page.path} path={page.route ?? page.path} component={page.component} />)}
            <Route path="/"><Redirect to={own[0]?.path ?? "/"} replace /></Route>
            <Route component={NotFound} />
          </Switch>
        </Suspense>
      </AppShell.Main>
    </AppShell>
  );
}
