Console.Error.WriteLine("lantalk: no verb yet");
return 2;
