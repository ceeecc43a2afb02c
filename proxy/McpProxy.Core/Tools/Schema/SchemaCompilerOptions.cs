using System.Text.Json;

namespace McpProxy.Tools.Schema;

/// <summary>Settings of a schema compilation.</summary>
internal sealed record SchemaCompilerOptions
{
    public static SchemaCompilerOptions Default { get; } = new();

    /// <summary>Whether <c>format</c> is an assertion. Default true for tool arguments: a wrong date is better refused here than upstream.</summary>
    public bool AssertFormats { get; init; } = true;

    /// <summary>Resolves absolute URIs of other schemas from memory; nothing is ever fetched from a network. Default: none resolve.</summary>
    public Func<Uri, JsonElement?>? Resolve { get; init; }

    /// <summary>Most subschemas of one document. Default 20000.</summary>
    public int MaxSubschemas { get; init; } = 20_000;
}
