namespace McpProxy.Tools.Binding;

/// <summary>A member of the JSON body: filled by an argument, or an object of further members (<c>As: "a.b"</c>).</summary>
internal sealed class BodyMember
{
    /// <summary>The name as it is written: quoted, escaped, with the colon.</summary>
    public required byte[] EncodedName { get; init; }

    /// <summary>The argument; null for an object of <see cref="Members"/>.</summary>
    public ParameterBinding? Parameter { get; init; }

    public BodyMember[] Members { get; init; } = [];
}
