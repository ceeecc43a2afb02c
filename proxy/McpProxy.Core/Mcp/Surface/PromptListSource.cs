using System.Text.Json;
using McpProxy.Mcp.Wire;
using McpProxy.Prompts;
using McpProxy.Tools;

namespace McpProxy.Mcp.Surface;

/// <summary>The entries of <c>prompts/list</c>.</summary>
internal sealed class PromptListSource(Toolset toolset) : IListSource
{
    public ReadOnlySpan<byte> Member => "prompts"u8;

    public int Count => toolset.Prompts.Length;

    public string Name(int index) => toolset.Prompts[index].Name;

    public void Write(Utf8JsonWriter writer, int index, ProtocolRevision revision)
    {
        var prompt = toolset.Prompts[index];
        writer.WriteStartObject();
        WriteName(writer, prompt.Name, prompt.Title, prompt.Description, revision);
        if (prompt.Arguments.Length > 0)
        {
            writer.WriteStartArray("arguments"u8);
            foreach (var argument in prompt.Arguments)
            {
                WriteArgument(writer, argument, revision);
            }

            writer.WriteEndArray();
        }

        if (revision.HasIcons && prompt.Icons.Length > 0)
        {
            IconWriter.Write(writer, prompt.Icons.AsSpan());
        }

        writer.WriteEndObject();
    }

    private static void WriteArgument(Utf8JsonWriter writer, PromptArgument argument, ProtocolRevision revision)
    {
        writer.WriteStartObject();
        WriteName(writer, argument.Name, argument.Title, argument.Description, revision);
        writer.WriteBoolean("required"u8, argument.Required);
        writer.WriteEndObject();
    }

    private static void WriteName(Utf8JsonWriter writer, string name, string? title, string? description, ProtocolRevision revision)
    {
        writer.WriteString("name"u8, name);
        if (title is not null && revision.HasStructuredContent)
        {
            writer.WriteString("title"u8, title);
        }

        if (description is not null)
        {
            writer.WriteString("description"u8, description);
        }
    }
}
