using McpProxy.Configuration.Imports;
using McpProxy.Testing;

namespace McpProxy.UnitTests.Configuration.Imports;

public sealed class ImportWatchTests
{
    [Fact]
    public void Watch_FileThatNeverRests_TellsAllTheSame()
    {
        using var file = TempFile.With("{}");
        var time = new TestTimeProvider();
        var told = 0;
        using var watch = new ImportWatch(time);
        watch.Watch([ImportSource.Of(file.Path)], null, () => told++);

        for (var i = 0; i < 500 && told == 0; i++)
        {
            File.AppendAllText(file.Path, " ");
            time.Advance(TimeSpan.FromMilliseconds(150));
        }

        Assert.Equal(1, told);
    }
}
