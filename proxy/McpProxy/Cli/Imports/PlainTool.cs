using System.Text.Json;

namespace McpProxy.Host.Cli.Imports;

/// <summary>Writes an imported tool as a person would.</summary>
internal static class PlainTool
{
    public static void Write(Utf8JsonWriter writer, JsonElement tool)
    {
        var request = tool.GetProperty("Request"u8).GetString()!; // every imported tool has one
        writer.WriteStartObject();
        foreach (var member in tool.EnumerateObject())
        {
            if (member.NameEquals("Parameters"u8) && member.Value.ValueKind == JsonValueKind.Object)
            {
                writer.WriteStartObject(member.Name);
                foreach (var parameter in member.Value.EnumerateObject())
                {
                    PlainParameter.Write(writer, parameter, request);
                }

                writer.WriteEndObject();
            }
            else
            {
                member.WriteTo(writer);
            }
        }

        writer.WriteEndObject();
    }
}
