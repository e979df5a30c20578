import Commands

Blockwalk.main()
