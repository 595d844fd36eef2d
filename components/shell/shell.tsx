"use client";

import {
  ActionIcon,
  AppShell,
  Box,
  Burger,
  Group,
  ScrollArea,
  Tooltip,
  useComputedColorScheme,
  useMantineColorScheme,
} from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconMoon, IconSearch, IconSun } from "@tabler/icons-react";
import { usePathname } from "next/navigation";
import { type ReactNode, useEffect } from "react";
import { LeaveGuard } from "@/components/ui/leave-guard.tsx";
import { Link } from "@/components/ui/link.tsx";
import { useVisitor } from "../visitor.tsx";
import { Mark } from "./mark.tsx";
import { navigation } from "./navigation.ts";
import { openPalette, Palette } from "./palette.tsx";
import { SessionBanner } from "./session-banner.tsx";
import classes from "./shell.module.css";

function isCurrent(pathname: string, href: string): boolean {
  return href === "/" ? pathname === "/" : pathname === href || pathname.startsWith(`${href}/`);
}

function Navigation() {
  const pathname = usePathname();
  const visitor = useVisitor();
  return (
    <nav aria-label="Main">
      {navigation.map((section) => {
        const items = section.items.filter(
          (item) => visitor.can(item.permission) && (!item.sandboxOnly || visitor.sandbox),
        );
        return (
          <div key={section.heading ?? "top"}>
            {section.heading && <div className={classes.heading}>{section.heading}</div>}
            {items.map(({ href, label, icon: Icon }) => (
              <Link
                key={href}
                href={href}
                className={classes.item}
                aria-current={isCurrent(pathname, href) ? "page" : undefined}
              >
                <Icon size={17} stroke={1.6} />
                {label}
              </Link>
            ))}
          </div>
        );
      })}
    </nav>
  );
}

function SchemeToggle() {
  const { setColorScheme } = useMantineColorScheme();
  // What is stored here is not known to the server: both icons are there, and the style sheet shows one.
  const shown = useComputedColorScheme("light");
  return (
    <Tooltip label="Light or dark">
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label="Switch between light and dark"
        onClick={() => setColorScheme(shown === "dark" ? "light" : "dark")}
      >
        <Box component={IconSun} w={17} h={17} lightHidden />
        <Box component={IconMoon} w={17} h={17} darkHidden />
      </ActionIcon>
    </Tooltip>
  );
}

/** The frame of every signed-in screen: navigation at the left (a drawer on narrow screens), content at the right. */
export function Shell({
  children,
  switcher,
  account,
}: {
  children: ReactNode;
  switcher: ReactNode;
  account: ReactNode;
}) {
  const [opened, { toggle, close }] = useDisclosure(false);
  const pathname = usePathname();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the drawer closes whenever the page changes
  useEffect(close, [pathname]);
  return (
    <LeaveGuard>
      <AppShell
        layout="alt"
        header={{ height: { base: 52, sm: 0 } }}
        navbar={{ width: 232, breakpoint: "sm", collapsed: { mobile: !opened } }}
      >
        <a href="#content" className={classes.skip}>
          Skip to the content
        </a>
        <AppShell.Header hiddenFrom="sm" px="md">
          <Group h="100%" justify="space-between">
            <Link href="/" className={classes.brand}>
              <Mark /> Junction
            </Link>
            <Burger opened={opened} onClick={toggle} size="sm" aria-label="Open the navigation" />
          </Group>
        </AppShell.Header>
        <AppShell.Navbar className={classes.navbar} p="sm">
          <AppShell.Section pb="xs">
            <Group justify="space-between" px={8} pb="xs">
              <Link href="/" className={classes.brand}>
                <Mark /> Junction
              </Link>
              <Burger
                opened={opened}
                onClick={toggle}
                hiddenFrom="sm"
                size="sm"
                aria-label="Close the navigation"
              />
            </Group>
            {switcher}
          </AppShell.Section>
          <AppShell.Section grow component={ScrollArea} type="auto">
            <Navigation />
          </AppShell.Section>
          <AppShell.Section pt="xs">
            <Group justify="space-between" wrap="nowrap" gap={4}>
              <Group gap={4} wrap="nowrap">
                <Tooltip label="Search (Ctrl K)">
                  <ActionIcon variant="subtle" color="gray" aria-label="Search" onClick={openPalette}>
                    <IconSearch size={17} />
                  </ActionIcon>
                </Tooltip>
                <SchemeToggle />
              </Group>
              {account}
            </Group>
          </AppShell.Section>
        </AppShell.Navbar>
        <AppShell.Main className={classes.main}>
          <SessionBanner />
          <div id="content" className={classes.content} tabIndex={-1}>
            {children}
          </div>
        </AppShell.Main>
        <Palette />
      </AppShell>
    </LeaveGuard>
  );
}
