namespace McpProxy.Configuration;

/// <summary>
/// Every code a configuration mistake can have. A code never changes its meaning and is never used again.
/// MCP001–MCP099: files, binding, secrets, routes and clusters. MCP100–MCP199: tools. MCP200 and above: plugins.
/// </summary>
public static class ConfigErrorCodes
{
    /// <summary>A configuration file is not JSON; the position is named.</summary>
    public const string Syntax = "MCP001";

    /// <summary>A key stands twice in one object of a file. Keys differing only in case are the same key. Or a transform stands twice in a route that can have one of it.</summary>
    public const string DuplicateKey = "MCP002";

    /// <summary>A configuration file is missing or cannot be read.</summary>
    public const string File = "MCP003";

    /// <summary>A key that nothing reads.</summary>
    public const string UnknownKey = "MCP010";

    /// <summary>A value of another type than the key takes.</summary>
    public const string WrongType = "MCP011";

    /// <summary>A value outside the allowed range.</summary>
    public const string OutOfRange = "MCP012";

    /// <summary>A key without which the section means nothing is missing or empty.</summary>
    public const string Missing = "MCP013";

    /// <summary>A value that is none of the allowed names.</summary>
    public const string UnknownName = "MCP014";

    /// <summary>A short form that cannot be read.</summary>
    public const string ShortForm = "MCP015";

    /// <summary>A value of the right type that cannot be used here.</summary>
    public const string InvalidValue = "MCP016";

    /// <summary>A secret stands in the configuration as clear text. Allowed in the Development environment only.</summary>
    public const string LiteralSecret = "MCP020";

    /// <summary>The environment variable that a secret refers to is not set or empty.</summary>
    public const string SecretVariable = "MCP021";

    /// <summary>The file that a secret refers to is missing, unreadable, too large or empty.</summary>
    public const string SecretFile = "MCP022";

    /// <summary>YARP's own reader refuses a value of the ReverseProxy section.</summary>
    public const string ProxySyntax = "MCP030";

    /// <summary>A route names no cluster, or one that does not exist.</summary>
    public const string UnknownCluster = "MCP031";

    /// <summary>A cluster has no destination, so that every request to it fails.</summary>
    public const string NoDestination = "MCP032";

    /// <summary>YARP refuses a route.</summary>
    public const string InvalidRoute = "MCP033";

    /// <summary>YARP refuses a cluster.</summary>
    public const string InvalidCluster = "MCP034";

    /// <summary>No transform has this name; a plugin may be missing.</summary>
    public const string UnknownTransform = "MCP035";

    /// <summary>A transform is known, but refuses its parameters.</summary>
    public const string InvalidTransform = "MCP036";

    /// <summary>No policy has this name.</summary>
    public const string UnknownPolicy = "MCP037";

    /// <summary>A destination's address is missing or not an absolute http or https URL.</summary>
    public const string InvalidAddress = "MCP038";

    /// <summary>A route's path is not a pattern that ASP.NET Core understands.</summary>
    public const string InvalidPath = "MCP039";

    /// <summary>A route matches nothing: it has neither a path nor hosts.</summary>
    public const string NoMatch = "MCP040";

    /// <summary>The same route or cluster also comes from another IProxyConfigProvider of the host.</summary>
    public const string TwoProviders = "MCP041";

    /// <summary>YARP could not apply a configuration that passed every check.</summary>
    public const string NotApplied = "MCP042";

    /// <summary>Two routes match the same requests, and nothing says which comes first.</summary>
    public const string AmbiguousRoutes = "MCP043";

    /// <summary>Another IProxyConfigProvider of the host cannot give its routes.</summary>
    public const string OtherProvider = "MCP044";

    /// <summary>A key of an authentication scheme that its kind does not read.</summary>
    public const string KeyOfAnotherKind = "MCP050";

    /// <summary>A scheme that lets callers in without a credential, in the Production environment.</summary>
    public const string OpenInProduction = "MCP051";

    /// <summary>A policy is named, and callers are not asked who they are.</summary>
    public const string NeedsAuthentication = "MCP052";

    /// <summary>A header with a credential of the proxy's own is to be forwarded.</summary>
    public const string CredentialHeader = "MCP053";

    /// <summary>A change would take away <c>McpProxy:Authentication</c> while the proxy runs, and so let everybody in.</summary>
    public const string AuthenticationRemoved = "MCP059";

    /// <summary>A plugin failed while its options were bound or checked: a mistake in the plugin.</summary>
    public const string PluginFault = "MCP210";
}
