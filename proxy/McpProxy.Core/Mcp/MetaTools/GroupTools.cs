using System.Text.Json;
using McpProxy.Context;
using McpProxy.Mcp.Engines;
using McpProxy.Mcp.Sessions;
using McpProxy.Mcp.Wire;
using McpProxy.Tools;
using McpProxy.Tools.Disclosure;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Mcp.MetaTools;

/// <summary>Lists the groups of an endpoint, and enables groups and tools for one client: in its session, else in a handle that it carries itself.</summary>
internal sealed class GroupTools(CallContexts contexts, SessionStore sessions)
{
    private const int MostNames = 100;

    /// <summary>Lists the groups in which the caller may call anything.</summary>
    /// <exception cref="ProxyErrorException">The handle cannot be used.</exception>
    public async ValueTask<byte[]> ListAsync(HttpContext context, McpRequest request)
    {
        var enabled = EnabledTools.Of((await contexts.GetAsync(context)).Chosen);
        var disclosure = DisclosureOf(request);
        return JsonBytes.Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("groups"u8);
            foreach (var group in disclosure.Groups)
            {
                Write(writer, group, request.Toolset.Toolset, enabled);
            }

            writer.WriteEndArray();
            writer.WriteString("hint"u8, $"{disclosure.NameOf(MetaToolKind.Enable)} lists the tools of a group.");
            writer.WriteEndObject();
        });
    }

    /// <summary>Enables groups and tools, or takes them back.</summary>
    /// <exception cref="ProxyErrorException">There is no such group or tool, or too much is enabled; or the handle cannot be used.</exception>
    public async ValueTask<byte[]> EnableAsync(HttpContext context, McpRequest request, JsonElement arguments)
    {
        var toolset = request.Toolset.Toolset;
        var (groups, tools) = Named(request, arguments);
        var enable = !arguments.TryGetProperty("enable"u8, out var flag) || flag.GetBoolean();
        var before = EnabledTools.Of((await contexts.GetAsync(context)).Chosen);
        var current = await contexts.ChangeAsync(context, chosen => Change(EnabledTools.Of(chosen), groups, tools, enable).In(chosen));
        var after = EnabledTools.Of(current.Chosen);

        var (listedBefore, listed) = (NamesOf(toolset, before), NamesOf(toolset, after));
        var isChanged = !listedBefore.SetEquals(listed);
        if (isChanged && current.Source == ContextSource.Session && request.Session is { } session)
        {
            await sessions.TellToolsAsync(session);
        }

        var changed = listed.Except(listedBefore).Concat(listedBefore.Except(listed)).ToList();
        return JsonBytes.Write(writer =>
        {
            writer.WriteStartObject();
            WriteNames(writer, "enabled_groups"u8, [.. after.Groups.Where(g => toolset.FindGroup(g) is not null)]);
            WriteNames(writer, enable ? "added"u8 : "removed"u8, changed);
            writer.WriteNumber("listed"u8, listed.Count);
            if (current is { Source: ContextSource.Handle, Handle: { } handle })
            {
                writer.WriteString("context"u8, handle);
            }

            writer.WriteString("hint"u8, Hint(current, isChanged, enable ? [] : [.. tools.Where(listed.Contains)]));
            writer.WriteEndObject();
        });
    }

    private static EnabledTools Change(EnabledTools before, List<string> groups, List<string> tools, bool enable)
    {
        var after = before.With(groups, tools, enable);
        return enable && after.IsTooMuch
            ? throw new ProxyErrorException(new(ProxyErrorKind.InvalidArguments, "too_many_enabled", $"More than {EnabledTools.MaxNames} groups and tools would be enabled, or names of more than {EnabledTools.MaxCharacters} characters.") { Hint = "Disable some, or enable groups instead of single tools." })
            : after;
    }

    /// <summary>What the arguments name, found to be there.</summary>
    private static (List<string> Groups, List<string> Tools) Named(McpRequest request, JsonElement arguments)
    {
        var toolset = request.Toolset.Toolset;
        var (groups, tools) = (MetaToolArguments.Texts(arguments, "groups"), MetaToolArguments.Texts(arguments, "tools"));
        if (groups.Find(g => toolset.FindGroup(g) is null) is { } unknownGroup)
        {
            throw new ProxyErrorException(UnknownGroups.Error(toolset, unknownGroup));
        }

        if (tools.Find(t => toolset.Find(t) is not { Meta: null }) is { } unknownTool)
        {
            throw new ProxyErrorException(UnknownTool.Error(request, unknownTool));
        }

        return groups.Count + tools.Count > 0
            ? (groups, tools)
            : throw new ProxyErrorException(new(ProxyErrorKind.InvalidArguments, "nothing_named", "Neither groups nor tools are named.") { Hint = $"{DisclosureOf(request).NameOf(MetaToolKind.ListGroups)} tells what groups there are." });
    }

    private static int CountOf(Toolset toolset, ToolGroup group) => group.Tools.Count(t => toolset.Find(t) is not null);

    private static HashSet<string> NamesOf(Toolset toolset, EnabledTools enabled) => toolset.ListedWith(enabled).Where(t => t.Meta is null).Select(t => t.Name).ToHashSet(StringComparer.Ordinal);

    private static ToolDisclosure DisclosureOf(McpRequest request) => request.Toolset.Toolset.Disclosure!; // it has this tool

    private static string Hint(CurrentContext current, bool isChanged, string[] kept) =>
        kept.Length > 0 ? $"Still listed with their group, or always: {string.Join(", ", kept.Take(MostNames))}."
        : !isChanged ? "Nothing has changed."
        : current.Source == ContextSource.Session ? "The list of tools has changed: get it again."
        : $"Pass context on as _meta[\"{ContextNames.HandleMeta}\"] of tools/list, and to this tool. The tools can be called by name at once.";

    private static void Write(Utf8JsonWriter writer, ToolGroup group, Toolset toolset, EnabledTools enabled)
    {
        if (CountOf(toolset, group) is var count && count == 0)
        {
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("name"u8, group.Name);
        if (group.Description is { } description)
        {
            writer.WriteString("description"u8, description);
        }

        writer.WriteNumber("tools"u8, count);
        writer.WriteBoolean("enabled"u8, enabled.Groups.Contains(group.Name));
        writer.WriteEndObject();
    }

    private static void WriteNames(Utf8JsonWriter writer, ReadOnlySpan<byte> member, List<string> names)
    {
        writer.WriteStartArray(member);
        foreach (var name in names.Take(MostNames))
        {
            writer.WriteStringValue(name);
        }

        if (names.Count > MostNames)
        {
            writer.WriteStringValue($"and {names.Count - MostNames} more");
        }

        writer.WriteEndArray();
    }
}
