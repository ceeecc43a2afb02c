namespace McpProxy.Plugins.Transforms.HeaderInject;

/// <summary>A second name for an injected header, and the paths on which it is set.</summary>
internal readonly record struct HeaderMirror(string Name, PathPattern[] Paths);
