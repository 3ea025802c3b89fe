using LanTalk.Protocol.Invitations;

namespace LanTalk.Protocol.Tests.Invitations;

public sealed class QrModulesTests
{
    [Fact]
    public void WhatIsWrittenIsReadAndAroundItAllIsLight()
    {
        var code = QrModules.Create(21, (row, column) => (row + (2 * column)) % 3 == 0);

        var read = QrModules.TryRead(code.ToString(), 21)!;

        for (var row = -1; row <= 21; row++)
        {
            for (var column = -1; column <= 21; column++)
            {
                read[row, column].Should().Be(row is >= 0 and < 21 && column is >= 0 and < 21 && (row + (2 * column)) % 3 == 0);
            }
        }
    }

    [Fact]
    public void TheHighestBitComesFirst()
    {
        QrModules.Create(21, (row, column) => row == 0 && column == 0).ToString().Should().StartWith("gAAA");
    }

    [Theory]
    [InlineData(null, 21)]
    [InlineData("", 21)]
    [InlineData("gAAA", 21)]
    [InlineData("gAAA", null)]
    [InlineData("gAAA", 0)]
    [InlineData("gAAA", -1)]
    [InlineData("gAAA", 22)]
    [InlineData("gAAA", 181)]
    [InlineData("gAAA", int.MaxValue)]
    public void WhatIsNoCodeIsNotRead(string? text, int? size)
    {
        QrModules.TryRead(text, size).Should().BeNull();
    }
}
