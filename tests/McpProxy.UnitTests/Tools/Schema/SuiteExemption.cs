namespace McpProxy.UnitTests.Tools.Schema;

/// <summary>A test of the suite's optional part that is not passed on purpose.</summary>
/// <param name="File">The file.</param>
/// <param name="Test">Group and test.</param>
/// <param name="Reason">Why.</param>
public sealed record SuiteExemption(string File, string Test, string Reason);
