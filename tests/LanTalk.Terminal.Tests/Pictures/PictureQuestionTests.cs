using LanTalk.Terminal.Pictures;

namespace LanTalk.Terminal.Tests.Pictures;

public sealed class PictureQuestionTests
{
    [Theory]
    [InlineData("Gi=31;OK", "62;4;22", nameof(PictureForm.Kitty))]
    [InlineData("Gi=31;OK", "62", nameof(PictureForm.Kitty))]
    [InlineData(null, "62;4;22", nameof(PictureForm.Sixel))]
    [InlineData("Gi=31;ENOTSUPPORTED:no", "65;1;4", nameof(PictureForm.Sixel))]
    [InlineData(null, "1;2", nameof(PictureForm.None))] // xterm, screen and tmux without graphics
    [InlineData(null, "4;6", nameof(PictureForm.None))] // a VT132
    [InlineData(null, "62;14;40", nameof(PictureForm.None))]
    [InlineData(null, "", nameof(PictureForm.None))]
    [InlineData("Gi=32;OK", "6", nameof(PictureForm.None))]
    public void TheTerminalsAnswersTellWhatItTakes(string? graphics, string attributes, string form)
    {
        var question = new PictureQuestion();
        if (graphics is not null)
        {
            question.TakeGraphics(graphics);
        }

        question.IsDone.Should().BeFalse();
        question.TakeAttributes(attributes);

        question.IsDone.Should().BeTrue();
        question.Form.Should().Be(Enum.Parse<PictureForm>(form));
    }

    [Fact]
    public void WhatComesAfterTheLastAnswerChangesNothing()
    {
        var question = new PictureQuestion();
        question.TakeAttributes("1;2");

        question.TakeGraphics("Gi=31;OK");
        question.TakeAttributes("62;4");

        question.Form.Should().Be(PictureForm.None);
    }
}
