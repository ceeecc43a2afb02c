using System.Text.Json;
using McpProxy.Plugins.OpenApi.Arguments;
using McpProxy.Plugins.OpenApi.Operations;

namespace McpProxy.Plugins.OpenApi.Layers;

/// <summary>Writes a tool as <c>Mcp:Tools:{name}</c> has it.</summary>
internal static class ToolWriter
{
    /// <param name="writer">Where to.</param>
    /// <param name="draft">The tool.</param>
    /// <param name="route">Its route; null to leave that to the operator.</param>
    /// <param name="pathPrefix">Stands before its path.</param>
    /// <param name="negotiates">Whether its route negotiates media types, so that the tool need not ask for one.</param>
    public static void Write(Utf8JsonWriter writer, ToolDraft draft, string? route, string pathPrefix, bool negotiates)
    {
        writer.WriteStartObject();
        WriteText(writer, "Route", route);
        writer.WriteString("Request"u8, pathPrefix.Length == 0 ? draft.Request : draft.Request.Insert(draft.Request.IndexOf('/', StringComparison.Ordinal), pathPrefix));
        WriteText(writer, "Title", draft.Title);
        WriteText(writer, "Description", draft.Description);
        WriteText(writer, "ContentType", draft.ContentType);
        if (draft.OptionalBody)
        {
            writer.WriteBoolean("OptionalBody"u8, true);
        }

        if (!negotiates && draft.Accept is { } accept)
        {
            writer.WriteStartObject("Headers"u8);
            writer.WriteString("Accept"u8, accept);
            writer.WriteEndObject();
        }

        if (draft.Arguments.Count > 0)
        {
            writer.WriteStartObject("Parameters"u8);
            foreach (var argument in draft.Arguments)
            {
                WriteArgument(writer, argument);
            }

            writer.WriteEndObject();
        }

        if (draft.RequireAnyOf.Count > 0)
        {
            writer.WriteStartArray("RequireAnyOf"u8);
            foreach (var names in draft.RequireAnyOf)
            {
                WriteTexts(writer, names);
            }

            writer.WriteEndArray();
        }

        if (draft.Answer is { } answer)
        {
            writer.WritePropertyName("Response"u8);
            AnswerWriter.Write(writer, answer);
        }

        if (draft.Definitions.Count > 0)
        {
            writer.WriteStartObject("Definitions"u8);
            foreach (var (name, json) in draft.Definitions)
            {
                writer.WritePropertyName(name);
                writer.WriteRawValue(json, skipInputValidation: true);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteArgument(Utf8JsonWriter writer, Argument argument)
    {
        writer.WriteStartObject(argument.Name);
        writer.WriteString("In"u8, argument.Place.ToString().ToLowerInvariant());
        if (argument.IsRequired)
        {
            writer.WriteBoolean("Required"u8, true);
        }

        if (argument.Place != ArgumentPlace.Path && argument.WireName != argument.Name)
        {
            writer.WriteString("As"u8, argument.WireName);
        }

        WriteText(writer, "Description", argument.Description);
        WriteRules(writer, argument);
        WriteText(writer, "Style", argument.Style);
        if (argument.Explode is { } explode)
        {
            writer.WriteBoolean("Explode"u8, explode);
        }

        if (argument.AllowReserved)
        {
            writer.WriteBoolean("AllowReserved"u8, true);
        }

        WriteText(writer, "ContentType", argument.ContentType);
        writer.WritePropertyName("Schema"u8);
        writer.WriteRawValue(argument.Schema.AsObject(), skipInputValidation: true);
        writer.WriteEndObject();
    }

    private static void WriteRules(Utf8JsonWriter writer, Argument argument)
    {
        if (argument.Default is { } value)
        {
            writer.WritePropertyName("Default"u8);
            writer.WriteRawValue(value);
        }

        WriteText(writer, "DefaultTime", argument.DefaultTime);
        if (argument.Aliases.Count > 0)
        {
            writer.WritePropertyName("Aliases"u8);
            WriteTexts(writer, argument.Aliases);
        }

        if (argument.Coerce.Count > 0)
        {
            writer.WritePropertyName("Coerce"u8);
            WriteTexts(writer, argument.Coerce);
        }
    }

    /// <summary>Writes a list.</summary>
    public static void WriteTexts(Utf8JsonWriter writer, IReadOnlyList<string> texts)
    {
        writer.WriteStartArray();
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    private static void WriteText(Utf8JsonWriter writer, string key, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(key, value);
        }
    }
}
