namespace McpProxy.Configuration;

/// <summary>Where state is kept.</summary>
public enum StateKind
{
    /// <summary>In the memory of the process; it ends with it.</summary>
    Memory,

    /// <summary>In an encrypted file of this process, which survives a restart.</summary>
    File,
}
