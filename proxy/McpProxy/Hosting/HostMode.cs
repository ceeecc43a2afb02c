namespace McpProxy.Host.Hosting;

/// <summary>What a host is opened for. The configuration is loaded, checked and applied in the same way for all.</summary>
internal enum HostMode
{
    /// <summary>Listens for HTTP; files are watched.</summary>
    Serve,

    /// <summary>Serves in this process without a listener; files are watched.</summary>
    InProcess,

    /// <summary>Serves nobody: only looked into, so no simulator is started and no file is watched.</summary>
    Inspect,
}
