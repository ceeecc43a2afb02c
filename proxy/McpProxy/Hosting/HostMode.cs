namespace McpProxy.Host.Hosting;

/// <summary>What a host is for. Its configuration is loaded, checked and applied in the same way for all.</summary>
internal enum HostMode
{
    /// <summary>Listens for HTTP; files are watched.</summary>
    Serve,

    /// <summary>Serves its parent process without listening; files are watched.</summary>
    Stdio,

    /// <summary>Runs one call in this process without listening.</summary>
    Call,

    /// <summary>Serves nobody: only looked into, so no simulator is started.</summary>
    Inspect,
}
