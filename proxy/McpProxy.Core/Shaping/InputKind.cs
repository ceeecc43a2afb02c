namespace McpProxy.Shaping;

/// <summary>What an upstream may ask for.</summary>
internal enum InputKind
{
    /// <summary><c>elicitation/create</c>: the user's input.</summary>
    Elicitation,

    /// <summary><c>sampling/createMessage</c>: a model's answer.</summary>
    Sampling,

    /// <summary><c>roots/list</c>: the folders the client works in.</summary>
    Roots,
}
