using McpProxy.Configuration;

namespace McpProxy.Tools.InputRules;

/// <summary>What is done to one argument before it is held to the schema. Immutable.</summary>
internal sealed class ArgumentRule
{
    /// <summary>The argument's name.</summary>
    public required string Name { get; init; }

    /// <summary>The same as JSON, with quotes and a colon.</summary>
    public required byte[] EncodedName { get; init; }

    /// <summary>The names by which callers may give it, in UTF-8: its own, then the others.</summary>
    public required byte[][] Names { get; init; }

    /// <summary>What the operator wrote that mends its value.</summary>
    public IReadOnlyList<Coercion> Coercions { get; init; } = [];

    /// <summary>What mends its value; null for nothing.</summary>
    public ValueCoercion? Coercion { get; init; }

    /// <summary>Its value when callers leave it out; null for none.</summary>
    public RelativeTime? Default { get; init; }

    /// <summary>How that is written.</summary>
    public TimeForm DefaultForm { get; init; }
}
