namespace McpProxy.Configuration;

/// <summary>Says which kinds of authentication scheme a key is for; for all others it is a mistake.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class AppliesToAttribute(params AuthenticationKind[] kinds) : Attribute
{
    public IReadOnlyList<AuthenticationKind> Kinds => kinds;
}
