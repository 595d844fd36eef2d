import { ActionIcon, Combobox, ScrollArea, Tooltip, useCombobox } from "@mantine/core";
import { IconBraces } from "@tabler/icons-react";
import { useState } from "react";
import { campaignEditorMessages } from "@/lib/messages/campaign-editor.ts";
import type { TemplateObject } from "@/lib/templates/types.ts";
import { pathOf } from "./expression.ts";
import { useProperties } from "./use-properties.ts";

const words = campaignEditorMessages.liquid;
/** Of these a property may be used that was not seen yet. */
const open: readonly TemplateObject[] = ["Profile", "Event", "ExternalTrigger"];
const SHOWN = 60;

function List({ search }: { search: string }) {
  const groups = useProperties();
  const asked = search.trim();
  const found = groups.map(({ object, paths }) => ({
    object,
    paths: paths.filter((path) => path.toLowerCase().includes(asked.toLowerCase())).slice(0, SHOWN),
  }));
  const typed = asked === "" ? [] : groups.filter(({ object }) => open.includes(object));
  const own = typed.map(({ object }) => pathOf(object, asked.split(".").filter(Boolean)));
  const fresh = own.filter((path) => !found.some(({ paths }) => paths.includes(path)));
  return (
    <Combobox.Options>
      <ScrollArea.Autosize mah={280} type="auto">
        {found
          .filter(({ paths }) => paths.length > 0)
          .map(({ object, paths }) => (
            <Combobox.Group key={object} label={words.objects[object]}>
              {paths.map((path) => (
                <Combobox.Option key={path} value={path}>
                  {path}
                </Combobox.Option>
              ))}
            </Combobox.Group>
          ))}
        {fresh.map((path) => (
          <Combobox.Option key={path} value={path}>
            {words.use(path)}
          </Combobox.Option>
        ))}
        {fresh.length === 0 && found.every(({ paths }) => paths.length === 0) && (
          <Combobox.Empty>{words.none}</Combobox.Empty>
        )}
      </ScrollArea.Autosize>
    </Combobox.Options>
  );
}

/** Puts a property into a text: the person's, the event's, the call's, the campaign's. */
export function PropertyPicker({ label, onPick }: { label: string; onPick: (path: string) => void }) {
  const [search, setSearch] = useState("");
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      setSearch("");
    },
    onDropdownOpen: () => combobox.focusSearchInput(),
  });
  return (
    <Combobox
      store={combobox}
      width={300}
      position="bottom-end"
      shadow="md"
      onOptionSubmit={(path) => {
        combobox.closeDropdown();
        onPick(path);
      }}
    >
      <Combobox.Target targetType="button">
        <Tooltip label={words.insertShort}>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={words.insert(label)}
            onClick={() => combobox.toggleDropdown()}
          >
            <IconBraces size={16} />
          </ActionIcon>
        </Tooltip>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={search}
          aria-label={words.search}
          placeholder={words.search}
          onChange={(event) => {
            setSearch(event.currentTarget.value);
            combobox.selectFirstOption();
          }}
        />
        {combobox.dropdownOpened && <List search={search} />}
      </Combobox.Dropdown>
    </Combobox>
  );
}
