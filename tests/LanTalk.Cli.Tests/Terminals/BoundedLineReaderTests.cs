using LanTalk.Cli.Terminals;

namespace LanTalk.Cli.Tests.Terminals;

public sealed class BoundedLineReaderTests
{
    [Theory]
    [InlineData("", new string[0])]
    [InlineData("a", new[] { "a" })]
    [InlineData("a\n", new[] { "a" })]
    [InlineData("a\nb", new[] { "a", "b" })]
    [InlineData("a\r\nb\r\n", new[] { "a", "b" })]
    [InlineData("a\rb", new[] { "a", "b" })]
    [InlineData("a\n\n\r\r\nb", new[] { "a", "", "", "", "b" })]
    public void LinesEndAsTheyDoEverywhere(string input, string[] lines)
    {
        ReadAll(new StringReader(input)).Should().Equal(lines);
        ReadAll(new OneByOne(input)).Should().Equal(lines);
    }

    [Fact]
    public void ALongLineIsCutToOneCharacterMoreAndTheNextLineIsWhole()
    {
        ReadAll(new StringReader($"{new string('x', 100_000)}\nexactly 10\nnext\n")).Should().Equal(new string('x', 11), "exactly 10", "next");
    }

    [Fact]
    public void ALineWithoutAnEndIsReadToItsEndAndForgotten()
    {
        var endless = new Repeated('x', 300_000_000);
        var before = GC.GetAllocatedBytesForCurrentThread();

        ReadAll(endless).Should().Equal(new string('x', 11));

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(1_000_000);
    }

    private static List<string> ReadAll(TextReader input)
    {
        var reader = new BoundedLineReader(input, maxLength: 10);
        var lines = new List<string>();
        while (reader.ReadLine() is { } line)
        {
            lines.Add(line);
        }

        return lines;
    }

    private sealed class OneByOne(string text) : TextReader
    {
        private int _at;

        public override int Read(char[] buffer, int index, int count)
        {
            if (_at == text.Length)
            {
                return 0;
            }

            buffer[index] = text[_at++];
            return 1;
        }
    }

    private sealed class Repeated(char character, int count) : TextReader
    {
        private int _left = count;

        public override int Read(char[] buffer, int index, int count)
        {
            var some = Math.Min(count, _left);
            buffer.AsSpan(index, some).Fill(character);
            _left -= some;
            return some;
        }
    }
}
