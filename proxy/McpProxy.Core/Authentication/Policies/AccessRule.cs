namespace McpProxy.Authentication.Policies;

/// <summary>What a thing demands of its callers: the position of its bit in <see cref="Grants"/>.</summary>
/// <param name="Bit">Even for a policy, and one more for the same policy where a partner token will prove itself; -1 for nothing.</param>
internal readonly record struct AccessRule(int Bit)
{
    /// <summary>Nothing is demanded.</summary>
    public static AccessRule None { get; } = new(-1);

    public static AccessRule Of(int policy, bool provesCaller) => new((policy * 2) + (provesCaller ? 1 : 0));

    /// <summary>Position of the policy.</summary>
    public int Policy => Bit / 2;

    public bool ProvesCaller => (Bit & 1) != 0;
}
