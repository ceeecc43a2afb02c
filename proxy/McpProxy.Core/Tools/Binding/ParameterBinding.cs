using McpProxy.Configuration;

namespace McpProxy.Tools.Binding;

/// <summary>One argument of a tool and the place its value goes to. Immutable.</summary>
internal sealed class ParameterBinding
{
    /// <summary>Position in <see cref="RequestTemplate.Parameters"/>.</summary>
    public required int Ordinal { get; init; }

    /// <summary>The argument's name as the caller spells it.</summary>
    public required string Name { get; init; }

    /// <summary>The same in UTF-8, compared with the caller's bytes.</summary>
    public required byte[] NameUtf8 { get; init; }

    public required ParameterLocation Location { get; init; }

    /// <summary>Name on the wire.</summary>
    public required string WireName { get; init; }

    /// <summary>Where the value stands in a JSON body; empty when it is the whole body (<c>As: "$"</c>).</summary>
    public string[] BodyPath { get; init; } = [];

    /// <summary>The name on the wire, form-urlencoded, for queries and urlencoded bodies.</summary>
    public required byte[] EncodedName { get; init; }

    /// <summary>What it says, when its place is the context; null when it is the proxy's own, which goes nowhere.</summary>
    public ContextPart? ContextPart { get; init; }

    public ParameterStyle Style { get; init; }

    public bool Explode { get; init; }

    /// <summary>A value that is always sent; the argument is then hidden from the caller.</summary>
    public ConstantValue? Const { get; init; }

    /// <summary>The value when the caller gives none.</summary>
    public ConstantValue? Default { get; init; }

    /// <summary>Whether reserved characters of a query stay as they are.</summary>
    public bool AllowReserved { get; init; }

    /// <summary>Whether the value is written as one JSON text.</summary>
    public bool AsJson { get; init; }

    /// <summary>Media type of a part of a form; null where none is given.</summary>
    public string? ContentType { get; init; }

    /// <summary>File name of a file part.</summary>
    public string FileName { get; init; } = "";
}
