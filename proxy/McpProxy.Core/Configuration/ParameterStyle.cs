namespace McpProxy.Configuration;

/// <summary>How arrays and objects are laid out, as in OpenAPI.</summary>
public enum ParameterStyle
{
    /// <summary>Comma-separated; paths and headers.</summary>
    Simple,

    /// <summary>Values behind dots; paths.</summary>
    Label,

    /// <summary>Values behind <c>;name=</c>; paths.</summary>
    Matrix,

    /// <summary><c>name=value</c> pairs; query, form and cookies.</summary>
    Form,

    /// <summary>Values separated by <c>%20</c>.</summary>
    SpaceDelimited,

    /// <summary>Values separated by <c>|</c>.</summary>
    PipeDelimited,

    /// <summary><c>name[key]=value</c>.</summary>
    DeepObject,
}
