namespace McpProxy.Host;

/// <summary>How the process can end; scripts rely on it.</summary>
internal static class ExitCodes
{
    public const int Ok = 0;

    /// <summary>It started and then failed, or was forced to end.</summary>
    public const int Failed = 1;

    /// <summary>The command line cannot be understood.</summary>
    public const int Usage = 2;

    /// <summary>The configuration has mistakes.</summary>
    public const int InvalidConfiguration = 3;
}
