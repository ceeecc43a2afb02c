using McpProxy.State;
using McpProxy.State.Files;

namespace McpProxy.UnitTests.State.Files;

/// <summary>The file does what every store does. It has one process, so two replicas are the same store.</summary>
public sealed class FileStateStoreContractTests : StateStoreContract, IAsyncLifetime
{
    private readonly StateFolder _folder = new();
    private FileStateStore? _sut;

    public ValueTask InitializeAsync()
    {
        _sut = _folder.Open();
        return default;
    }

    public async ValueTask DisposeAsync()
    {
        await _sut!.CloseAsync();
        _folder.Dispose();
    }

    private protected override IStateStore Replica() => _sut!;

    private protected override Task PassAsync(TimeSpan time)
    {
        _folder.Time.Advance(time);
        return Task.CompletedTask;
    }
}
