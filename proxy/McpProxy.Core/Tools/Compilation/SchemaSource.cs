using System.Text.Json;
using McpProxy.Configuration;
using McpProxy.Dispatch;
using McpProxy.Tools.Schema;

namespace McpProxy.Tools.Compilation;

/// <summary>Compiles a schema of a tool, turning its mistakes into configuration errors.</summary>
internal static class SchemaSource
{
    private const int UsualBytes = 16 * 1024;

    /// <summary>How schemas are written for clients: on one line, texts as they are.</summary>
    private static readonly JsonWriterOptions OneLine = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static CompiledSchema? Compile(JsonElement schema, string code, string configPath, ConfigErrors errors)
    {
        var mistakes = new List<SchemaError>();
        var compiled = CompiledSchema.Compile(schema, SchemaCompilerOptions.Default, mistakes);
        foreach (var mistake in mistakes)
        {
            errors.Add(code, configPath, mistake.Pointer.Length == 0 ? mistake.Message : $"At {mistake.Pointer}: {mistake.Message}");
        }

        return mistakes.Count == 0 ? compiled : null;
    }

    /// <summary>The schema on one line, as clients get it.</summary>
    public static byte[] ToBytes(JsonElement schema) => Write(schema.WriteTo);

    /// <summary>Writes a schema on one line.</summary>
    public static byte[] Write(Action<Utf8JsonWriter> write)
    {
        using var buffer = new PooledBuffer(UsualBytes);
        using (var writer = new Utf8JsonWriter(buffer, OneLine))
        {
            write(writer);
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Whether the root says <c>"type":"object"</c>.</summary>
    public static bool IsObject(JsonElement schema) =>
        schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("type"u8, out var type) && type.ValueKind == JsonValueKind.String && type.ValueEquals("object"u8);
}
