namespace McpProxy.Configuration.Binding;

/// <summary>How a property type is bound.</summary>
internal enum BindableKind
{
    Scalar,
    Flags,
    Secret,
    Json,
    Object,
    List,
    Map,
}
